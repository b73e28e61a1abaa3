export { ERASE_TASK, eraseCustomer, startErasures } from './actions/erase-customer'
export { exportCustomers } from './actions/exchange-customers'
