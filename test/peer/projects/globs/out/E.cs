// globs/out/E.cs
