// chosen/A.cs
