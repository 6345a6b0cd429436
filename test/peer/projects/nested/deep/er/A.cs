// nested/A.cs
