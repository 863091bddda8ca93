import { type Checked, checkedForm, type FormErrors } from '@/components/object-form/object-form.ts'
import {
  type CertificatePolicy,
  certificateCurves,
  certificateKeySizesBits,
  type LifetimeAction,
  NewCertificatePolicy,
} from '@/lib/domain/certificate-policy.ts'

/** What the fields of a policy hold: texts as they are typed, lists with one name a line. */
export interface PolicyForm {
  issuerName: string
  certificateType: string
  /** Has no field: Key Vault offers no choice of it, but an account at an issuer may have set it, and it stays. */
  isTransparent: boolean | null
  subject: string
  dnsNames: string
  emails: string
  userPrincipalNames: string
  ipAddresses: string
  uris: string
  /** `RSA 2048` or `EC P-256`. */
  shape: string
  isHsm: boolean
  isExportable: boolean
  reusesKey: boolean
  contentType: NewCertificatePolicy['contentType']
  keyUsages: string[]
  extendedKeyUsages: string[]
  validityMonths: string
  action: LifetimeAction['action'] | 'nothing'
  trigger: LifetimeAction['trigger']
  at: string
}

export const policyShapes = [
  ...certificateKeySizesBits.map((size) => `RSA ${size}`),
  ...certificateCurves.map((curve) => `EC ${curve}`),
]

export const emptyPolicyForm: PolicyForm = {
  issuerName: 'Self',
  certificateType: '',
  isTransparent: null,
  subject: '',
  dnsNames: '',
  emails: '',
  userPrincipalNames: '',
  ipAddresses: '',
  uris: '',
  shape: 'RSA 2048',
  isHsm: false,
  isExportable: true,
  reusesKey: false,
  contentType: 'application/x-pkcs12',
  keyUsages: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsages: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
  validityMonths: '12',
  action: 'AutoRenew',
  trigger: 'lifetimePercentage',
  at: '80',
}

/** The fields of a policy that is there. */
export function policyFormOf(policy: CertificatePolicy): PolicyForm {
  const { alternativeNames: names, lifetimeAction, keyType, keySizeBits, curve } = policy
  const lines = (list: string[]) => list.join('\n')
  return {
    ...emptyPolicyForm,
    issuerName: policy.issuerName,
    certificateType: policy.certificateType ?? '',
    isTransparent: policy.isTransparent,
    subject: policy.subject,
    dnsNames: lines(names.dnsNames),
    emails: lines(names.emails),
    userPrincipalNames: lines(names.userPrincipalNames),
    ipAddresses: lines(names.ipAddresses),
    uris: lines(names.uris),
    shape: keyType?.startsWith('EC') ? `EC ${curve ?? 'P-256'}` : `RSA ${keySizeBits ?? 2048}`,
    isHsm: keyType?.endsWith('-HSM') ?? false,
    isExportable: policy.isExportable ?? true,
    reusesKey: policy.reusesKey ?? false,
    contentType: policy.contentType === 'application/x-pem-file' ? policy.contentType : 'application/x-pkcs12',
    keyUsages: policy.keyUsages,
    extendedKeyUsages: policy.extendedKeyUsages,
    validityMonths: String(policy.validityMonths ?? 12),
    action: lifetimeAction?.action ?? 'nothing',
    ...(lifetimeAction && { trigger: lifetimeAction.trigger, at: String(lifetimeAction.at) }),
  }
}

const listOf = (text: string) => text.split(/[\s,;]+/).filter(Boolean)

/** What the fields say, and what is wrong with it by field. */
export function checkPolicy(form: PolicyForm): Checked<NewCertificatePolicy, PolicyForm> {
  const [type = '', size = ''] = form.shape.split(' ')
  const isElliptic = type === 'EC'
  const lists = ['dnsNames', 'emails', 'userPrincipalNames', 'ipAddresses', 'uris'] as const
  const parsed = NewCertificatePolicy.safeParse({
    issuerName: form.issuerName,
    certificateType: form.certificateType || null,
    isTransparent: form.isTransparent,
    subject: form.subject.trim(),
    alternativeNames: Object.fromEntries(lists.map((name) => [name, listOf(form[name])])),
    keyType: form.isHsm ? `${type}-HSM` : type,
    ...(isElliptic ? { curve: size } : { keySizeBits: Number(size) }),
    isExportable: form.isExportable,
    reusesKey: form.reusesKey,
    contentType: form.contentType,
    keyUsages: form.keyUsages,
    extendedKeyUsages: form.extendedKeyUsages,
    validityMonths: Number(form.validityMonths || Number.NaN),
    lifetimeAction:
      form.action === 'nothing'
        ? null
        : { action: form.action, trigger: form.trigger, at: Number(form.at || Number.NaN) },
  })
  if (parsed.success) return { body: parsed.data, errors: null }
  const errors: FormErrors<PolicyForm> = {}
  for (const { path, message } of parsed.error.issues) errors[fieldOf(path)] ??= message
  return checkedForm<NewCertificatePolicy, PolicyForm>(parsed, errors)
}

/** The names in the body are the form's own but for these. */
function fieldOf([name, inner]: readonly PropertyKey[]): keyof PolicyForm {
  if (name === 'lifetimeAction') return 'at'
  if (name === 'keyType' || name === 'keySizeBits' || name === 'curve') return 'shape'
  return (name === 'alternativeNames' ? inner : name) as keyof PolicyForm // by the comment above
}
