// usings/A.cs
