// chosen/Debug.cs
