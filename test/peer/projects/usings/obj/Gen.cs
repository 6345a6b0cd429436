// usings/obj/Gen.cs
