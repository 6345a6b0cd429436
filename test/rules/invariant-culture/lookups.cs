// Cultures by name and number, regions and time zones: published and run with the property and without it (`test/runtime/apps/switches`),
// but for request localization, which looks its cultures up by `CultureInfo`.
using System.Globalization;
using Microsoft.AspNetCore.Localization;

_ = new CultureInfo("de-DE");
//  ^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = CultureInfo.GetCultureInfo("fr-FR");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = CultureInfo.CreateSpecificCulture("en-US");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = new CultureInfo(1033);
//  ^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = CultureInfo.GetCultureInfoByIetfLanguageTag("de");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = CompareInfo.GetCompareInfo("sv-SE");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = new RegionInfo("DE");
//  ^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = new CultureInfo("");
_ = new CultureInfo(127);
_ = CultureInfo.InvariantCulture;
_ = new HijriCalendar();
_ = new JapaneseCalendar();
//  ^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
CultureInfo.CurrentCulture = new CultureInfo(args[0]);
//                           ^^^^^^^^^^^^^^^^^^^^^^^^ AOTL1003
_ = TimeZoneInfo.FindSystemTimeZoneById("W. Europe Standard Time");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
_ = TimeZoneInfo.FindSystemTimeZoneById("UTC");
_ = TimeZoneInfo.TryConvertIanaIdToWindowsId("Europe/Paris", out _);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
_ = new RequestCulture("de-DE");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
var options = new RequestLocalizationOptions();
options.SetDefaultCulture("de");
//<^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
options.AddSupportedCultures("en", "de");
//<^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
var app = WebApplication.CreateSlimBuilder().Build();
app.UseRequestLocalization("en", "de");
//<^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL4002
app.UseRequestLocalization();
