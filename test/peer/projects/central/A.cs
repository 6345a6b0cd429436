// central/A.cs
