// globs/deep/er/D.g.cs
