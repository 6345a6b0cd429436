// linked/sub/L2.cs
