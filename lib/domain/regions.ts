/** Regions of the public cloud that take new vaults, as Resource Manager writes them. @see https://learn.microsoft.com/azure/reliability/regions-list */
export const regions: readonly string[] =
  `australiacentral australiaeast australiasoutheast austriaeast brazilsouth canadacentral canadaeast centralindia
  centralus chilecentral eastasia eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral italynorth
  japaneast japanwest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope
  norwayeast polandcentral qatarcentral southafricanorth southcentralus southeastasia southindia spaincentral swedencentral
  switzerlandnorth switzerlandwest uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3`.split(
    /\s+/,
  )
