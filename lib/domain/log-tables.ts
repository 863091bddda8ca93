/** A table of a workspace, for who writes queries. */
export interface LogTable {
  name: string
  what: string
  columns: readonly { name: string; type: string }[]
}

/**
 * The tables that Key Vault and the Activity log write to. Azure adds columns of AzureDiagnostics when they are first
 * written; here are all that Key Vault writes, and `_g` columns as texts, as queries compare them with texts.
 * @see https://learn.microsoft.com/azure/azure-monitor/reference/tables-index
 */
const schemas: Record<string, [what: string, columns: string]> = {
  AzureDiagnostics: [
    'Calls to Key Vault in the table that many services share',
    `
    TenantId:string TimeGenerated:datetime ResourceId:string Category:string ResourceGroup:string SubscriptionId:string
    ResourceProvider:string Resource:string ResourceType:string OperationName:string OperationVersion:string
    ResultType:string ResultSignature:string ResultDescription:string DurationMs:long CallerIPAddress:string
    CorrelationId:string Level:string Region_s:string properties_s:string
    clientInfo_s:string requestUri_s:string id_s:string httpStatusCode_d:real httpStatusCode_s:string tlsVersion_s:string
    isAccessPolicyMatch_b:bool isRbacAuthorized_b:bool isAddressAuthorized_b:bool appliedAssignmentId_g:string
    appliedAssignmentId_s:string addrAuthType_s:string trustedService_s:string subnetId_s:string privateEndpointId_s:string
    identity_claim_oid_g:string identity_claim_appid_g:string identity_claim_appidacr_s:string identity_claim_upn_s:string
    identity_claim_ipaddr_s:string identity_claim_unique_name_s:string identity_claim_scp_s:string identity_claim_amr_s:string
    identity_claim_idtyp_s:string identity_claim_iss_s:string identity_claim_xms_mirid_s:string
    identity_claim_xms_az_rid_s:string identity_claim_xms_az_nwperimid_s:string
    identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g:string
    identity_claim_http_schemas_xmlsoap_org_ws_2005_05_identity_claims_upn_s:string
    identity_claim_http_schemas_xmlsoap_org_ws_2005_05_identity_claims_name_s:string
    addedAccessPolicy_ObjectId_g:string addedAccessPolicy_TenantId_g:string addedAccessPolicy_Permissions_keys_s:string
    addedAccessPolicy_Permissions_secrets_s:string addedAccessPolicy_Permissions_certificates_s:string
    removedAccessPolicy_ObjectId_g:string removedAccessPolicy_TenantId_g:string
    removedAccessPolicy_Permissions_keys_s:string removedAccessPolicy_Permissions_secrets_s:string
    removedAccessPolicy_Permissions_certificates_s:string addedIpRule_Value_s:string removedIpRule_Value_s:string
    properties_networkAcls_defaultAction_s:string properties_networkAcls_bypass_s:string
    properties_networkAcls_ipRules_s:string properties_sku_Family_s:string properties_sku_Name_s:string
    properties_tenantId_g:string properties_enabledForDeployment_b:bool properties_enabledForDiskEncryption_b:bool
    properties_enabledForTemplateDeployment_b:bool properties_enableSoftDelete_b:bool
    properties_softDeleteRetentionInDays_d:real properties_enableRbacAuthorization_b:bool
    properties_enablePurgeProtection_b:bool
    secretProperties_type_s:string secretProperties_attributes_enabled_b:bool secretProperties_attributes_nbf_d:real
    secretProperties_attributes_exp_d:real keyProperties_type_s:string keyProperties_size_d:real
    keyProperties_curve_s:string keyProperties_attributes_enabled_b:bool keyProperties_attributes_nbf_d:real
    keyProperties_attributes_exp_d:real certificateProperties_attributes_enabled_b:bool
    certificateProperties_attributes_nbf_d:real certificateProperties_attributes_exp_d:real
    AdditionalFields:dynamic SourceSystem:string Type:string _ResourceId:string _SubscriptionId:string`,
  ],
  AZKVAuditLogs: [
    'Calls to Key Vault in its own table',
    `
    TenantId:string TimeGenerated:datetime AddressAuthorizationType:string Algorithm:string AppliedAssignmentId:string
    CallerIpAddress:string CertificateIssuerProperties:dynamic CertificatePolicyProperties:dynamic
    CertificateProperties:dynamic CertificateRequestProperties:dynamic ClientInfo:string CorrelationId:string
    DurationMs:int EnabledForDeployment:bool EnabledForDiskEncryption:bool EnabledForTemplateDeployment:bool
    EnablePurgeProtection:bool EnableRbacAuthorization:bool EnableSoftDelete:bool HsmPoolResourceId:string
    HttpStatusCode:int Id:string Identity:dynamic IsAccessPolicyMatch:bool IsAddressAuthorized:bool IsRbacAuthorized:bool
    KeyProperties:dynamic NetworkAcls:dynamic Nsp:dynamic OperationName:string OperationVersion:string Properties:dynamic
    RequestUri:string ResultDescription:string ResultSignature:string ResultType:string SecretProperties:dynamic Sku:dynamic
    SoftDeleteRetentionInDays:int StorageAccountProperties:dynamic StorageSasDefinitionProperties:dynamic SubnetId:string
    Tlsversion:string TrustedService:string VaultProperties:dynamic _BilledSize:real _IsBillable:string SourceSystem:string
    Type:string _ResourceId:string _SubscriptionId:string`,
  ],
  AZKVPolicyEvaluationDetailsLogs: [
    'What Azure Policy found of objects',
    `
    TenantId:string TimeGenerated:datetime DurationMs:int EvaluationDetails:dynamic IsComplianceCheck:bool
    ObjectName:string ObjectType:string OperationName:string Properties:dynamic ResultDescription:string
    ResultSignature:string ResultType:string _BilledSize:real _IsBillable:string SourceSystem:string Type:string
    _ResourceId:string _SubscriptionId:string`,
  ],
  AzureMetrics: [
    'Key Vault’s metrics, where a setting sends them',
    `
    TenantId:string TimeGenerated:datetime Resource:string ResourceGroup:string ResourceId:string ResourceProvider:string
    SubscriptionId:string MetricName:string TimeGrain:string UnitName:string Average:real Count:real Maximum:real
    Minimum:real Total:real CallerIpAddress:string Category:string Confidence:string CorrelationId:string
    Description:string DurationMs:long FirstReportedDateTime:string IndicatorThreatType:string IsActive:string
    LastReportedDateTime:string MaliciousIP:string OperationName:string OperationVersion:string RemoteIPCountry:string
    RemoteIPLatitude:real RemoteIPLongitude:real ResultDescription:string ResultSignature:string ResultType:string
    Severity:int TLPLevel:string _BilledSize:real _IsBillable:string SourceSystem:string Type:string _ResourceId:string
    _SubscriptionId:string`,
  ],
  AzureActivity: [
    'Changes of resources, roles and policies in subscriptions',
    `
    TenantId:string TimeGenerated:datetime ActivityStatus:string ActivityStatusValue:string ActivitySubstatus:string
    ActivitySubstatusValue:string Authorization:string Authorization_d:dynamic Caller:string CallerIpAddress:string
    Category:string CategoryValue:string Claims:string Claims_d:dynamic CorrelationId:string EventDataId:string
    EventSubmissionTimestamp:datetime Hierarchy:string HTTPRequest:string Level:string OperationId:string
    OperationName:string OperationNameValue:string Properties:string Properties_d:dynamic Resource:string
    ResourceGroup:string ResourceId:string ResourceProvider:string ResourceProviderValue:string SubscriptionId:string
    _BilledSize:real _IsBillable:string SourceSystem:string Type:string _ResourceId:string _SubscriptionId:string`,
  ],
}

export const logTables: readonly LogTable[] = Object.entries(schemas).map(([name, [what, schema]]) => ({
  name,
  what,
  columns: schema
    .trim()
    .split(/\s+/)
    .map((column) => {
      const [columnName = '', type = ''] = column.split(':')
      return { name: columnName, type }
    }),
}))
