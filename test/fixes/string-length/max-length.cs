//- A.cs
using System.ComponentModel.DataAnnotations;

class Person
{
    [Required, MaxLength(50)]
    public string? Name { get; set; }
    [MaxLength(10, ErrorMessage = "too long")]
    public string Code { get; set; } = "";
    [MaxLength(20)]
    [StringLength(20)]
    public string? City { get; set; }
    [MaxLength(3)]
    public int[]? Numbers { get; set; }
}
//- fixed: Use [StringLength]
//- A.cs
using System.ComponentModel.DataAnnotations;

class Person
{
    [Required, StringLength(50)]
    public string? Name { get; set; }
    [StringLength(10, ErrorMessage = "too long")]
    public string Code { get; set; } = "";
    [StringLength(20)]
    public string? City { get; set; }
    [MaxLength(3)]
    public int[]? Numbers { get; set; }
}
