// targets/A.cs
