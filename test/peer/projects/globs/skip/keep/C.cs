// globs/skip/keep/C.cs
