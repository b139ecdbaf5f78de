// What the resource group may cost in a month; mails go out at 80 % of it, and when more than all of it is foreseen.
// A budget only tells: nothing is stopped. Azure counts with some hours' delay.
param amount int
param email string

@description('First day of the month in which the budget was made, yyyy-MM-dd. It can never be changed afterwards.')
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
