// targets/Windows.cs
