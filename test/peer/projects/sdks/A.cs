// sdks/A.cs
