// Comparisons that follow a culture, on letters that it orders; those of `test/runtime/apps/switches` were published and run with the
// property and without it.
using System.Globalization;

_ = string.Compare("résumé", "re\u0301sume\u0301", StringComparison.InvariantCulture);
//  ^^^^^^^^^^^^^^ AOTL1003
_ = string.Compare("caf\u00e9", "cafe", StringComparison.InvariantCulture);
//  ^^^^^^^^^^^^^^ AOTL1003
_ = "Ångström".StartsWith("A");
//  ^^^^^^^^^^^^^^^^^^^^^ AOTL1003
_ = "é".Equals("e\u0301", StringComparison.CurrentCulture);
//  ^^^^^^^^^^ AOTL1003
string[] sorted = [.. new[] { "ä", "b" }.Order()];
//                    ^^^^^^^^^^^^^^^^^^^^^^^^ AOTL1003
Array.Sort(new[] { "ä", "z" });
//<^^^^^^^^^^ AOTL1003
_ = string.Compare("a", "e", CultureInfo.InvariantCulture, CompareOptions.IgnoreNonSpace);
//                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL1003
_ = "é".Equals("É", StringComparison.OrdinalIgnoreCase);
_ = "é" == "É";
_ = "é".Contains('é');
_ = "a".StartsWith("b");
_ = new[] { 1, 2 }.Order();
_ = args[0].Normalize();
//  ^^^^^^^^^^^^^^^^^ AOTL4002
_ = args[0].Normalize(System.Text.NormalizationForm.FormD);
//  ^^^^^^^^^^^^^^^^^ AOTL4002
_ = "é".IsNormalized();
//  ^^^^^^^^^^^^^^^^ AOTL4002
_ = "plain".Normalize();
