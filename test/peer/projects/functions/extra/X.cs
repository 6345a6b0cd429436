// functions/extra/X.cs
