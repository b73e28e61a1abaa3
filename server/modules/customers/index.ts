export { ERASE_TASK, eraseCustomer, startErasures } from './actions/erase-customer'
export { exportCustomers } from './actions/exchange-customers'
export { exportArchive } from './actions/export-archive'
export { pushOrders } from './actions/push-orders'
