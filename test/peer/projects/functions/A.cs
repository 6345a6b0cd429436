// functions/A.cs
