// linked/sub/L3.designer.cs
