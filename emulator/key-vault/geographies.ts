/** https://learn.microsoft.com/azure/reliability/regions-list, for the regions that seeds use and their neighbours. */
const regionsByGeography: Record<string, string[]> = {
  Europe: ['westeurope', 'northeurope'],
  'United States': [
    ...['eastus', 'eastus2', 'westus', 'westus2', 'westus3', 'centralus'],
    ...['northcentralus', 'southcentralus', 'westcentralus'],
  ],
  'United Kingdom': ['uksouth', 'ukwest'],
  Sweden: ['swedencentral', 'swedensouth'],
  Germany: ['germanywestcentral', 'germanynorth'],
  France: ['francecentral', 'francesouth'],
  Switzerland: ['switzerlandnorth', 'switzerlandwest'],
  Norway: ['norwayeast', 'norwaywest'],
  'Asia Pacific': ['eastasia', 'southeastasia'],
  Japan: ['japaneast', 'japanwest'],
  Australia: ['australiaeast', 'australiasoutheast', 'australiacentral', 'australiacentral2'],
  India: ['centralindia', 'southindia', 'westindia'],
  Canada: ['canadacentral', 'canadaeast'],
  Brazil: ['brazilsouth', 'brazilsoutheast'],
}

/** The geography that a backup may be restored in; a region that is not listed stands alone. */
export function geographyOf(location: string): string {
  const region = location.toLowerCase().replaceAll(' ', '')
  const found = Object.entries(regionsByGeography).find(([, regions]) => regions.includes(region))
  return found?.[0] ?? region
}
