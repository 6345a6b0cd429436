// globs/skip/B.cs
