// joined/A.cs
