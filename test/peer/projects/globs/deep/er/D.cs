// globs/deep/er/D.cs
