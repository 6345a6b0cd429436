// globs/nested/N.cs
