// The monthly budget of the resource group; Azure sends mail at 80 % of it, and when the forecast exceeds it.
// A budget only warns: nothing is stopped. Azure counts costs with a delay of some hours.
param amount int
param email string

@description('First day of the month in which the budget was created, yyyy-MM-dd. It can never be changed afterwards.')
param startDate string

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: 'budget-cocoon'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: {
      actual80: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [email]
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [email]
      }
    }
  }
}
