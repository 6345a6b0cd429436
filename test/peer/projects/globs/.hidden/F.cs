// globs/.hidden/F.cs
