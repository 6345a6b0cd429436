// globs/A.cs
