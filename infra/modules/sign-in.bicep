// People sign in with Entra ID before they see the page or its API: App Service authentication, which runs in front of
// the host. It rejects a request that has only a function key, except on the excluded paths. Without an application
// nothing is deployed, so that a sign-in that was set up by hand stays as it is.
// https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad
param appName string
param clientId string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource signIn 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true, runtimeVersion: '~1' }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      // The first three need no key; the others need one, which programs that call them send.
      excludedPaths: ['/api/health', '/api/ready', '/api/live', '/api/enqueue', '/api/failures/retry']
    }
    httpSettings: { requireHttps: true }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: clientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          // Not a secret: the app's identity signs instead. The platform prescribes the name.
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
        }
        validation: { allowedAudiences: [clientId, 'api://${clientId}'] }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}
