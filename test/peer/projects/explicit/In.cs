// explicit/In.cs
