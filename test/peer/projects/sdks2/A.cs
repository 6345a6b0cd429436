// sdks2/A.cs
