// linked/L1.cs
