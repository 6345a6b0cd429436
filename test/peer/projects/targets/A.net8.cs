// targets/A.net8.cs
