// The generator throws for BindNonPublicProperties: published with Native AOT and run.
var config = new ConfigurationBuilder().Build();
_ = config.Get<Settings>(options => options.BindNonPublicProperties = true);
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL3002
_ = config.Get<Settings>(options => { options.BindNonPublicProperties = false; options.ErrorOnUnknownConfiguration = true; });
new ServiceCollection().Configure<Settings>(config, options => options.BindNonPublicProperties = args.Length > 0);
//                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AOTL3002

class Settings
{
    public string? Name { get; set; }
}
