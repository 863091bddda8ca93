/** Regions of the public cloud that have vaults. @see https://learn.microsoft.com/azure/reliability/regions-list */
const regions = new Set(
  `australiacentral australiaeast australiasoutheast austriaeast brazilsouth canadacentral canadaeast centralindia centralus
  chilecentral eastasia eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral italynorth japaneast
  japanwest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast
  polandcentral qatarcentral southafricanorth southcentralus southeastasia southindia spaincentral swedencentral
  switzerlandnorth switzerlandwest uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3`.split(
    /\s+/,
  ),
)

/** A region as Resource Manager keeps it; it takes the display name as well: "West Europe" is `westeurope`. */
export const regionOf = (location: string) => location.replaceAll(' ', '').toLowerCase()

export const isRegion = (location: string) => regions.has(regionOf(location))
