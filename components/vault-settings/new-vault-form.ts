import { type Checked, checkedForm, type ObjectForm, tagErrors, tagsOf } from '@/components/object-form/object-form.ts'
import { NewVault, newVaultDefaults } from '@/lib/domain/new-vault.ts'

/** The fields of a new vault, texts as they are typed. */
export interface NewVaultForm extends Omit<NewVault, 'tags' | 'softDeleteRetentionDays'> {
  softDeleteRetentionDays: string
  tags: ObjectForm['tags']
}

export const emptyNewVaultForm: NewVaultForm = {
  ...newVaultDefaults,
  softDeleteRetentionDays: String(newVaultDefaults.softDeleteRetentionDays),
  name: '',
  subscriptionId: '',
  resourceGroup: '',
  location: '',
  tags: [],
}

/** What is to be made, or what is wrong with it by field. */
export function checkNewVault(form: NewVaultForm): Checked<NewVault, NewVaultForm> {
  const checked = NewVault.safeParse({
    ...form,
    tags: tagsOf(form),
    // An empty field is no zero.
    softDeleteRetentionDays: form.softDeleteRetentionDays.trim() === '' ? NaN : Number(form.softDeleteRetentionDays),
  })
  return checkedForm(checked, {
    ...tagErrors(form),
    ...(form.resourceGroup === '' && { resourceGroup: 'Choose a resource group.' }),
    ...(form.location === '' && { location: 'Choose a region.' }),
  })
}
