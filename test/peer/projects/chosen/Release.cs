// chosen/Release.cs
