// explicit/Out.cs
