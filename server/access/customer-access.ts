import { administrator, agents, customerKeepers, leads, signedIn, type Who } from './who'

/** The part of the access matrix that is about customers; access-matrix.ts says what it is for. */
export const customerAccess: Record<string, Who> = {
  'customers.list': signedIn,
  'customers.get': signedIn,
  'customers.conversations': signedIn,
  'customers.choices': signedIn,
  'customers.orders': signedIn,
  'customers.findProducts': agents,
  'customers.getShop': administrator,
  'customers.saveShop': administrator,
  'customers.history': signedIn,
  'customers.update': customerKeepers,
  'customers.change': customerKeepers,
  'customers.restore': customerKeepers,
  'customers.addNote': customerKeepers,
  'customers.updateNote': customerKeepers,
  'customers.deleteNote': customerKeepers,
  'customers.block': leads,
  'customers.unblock': leads,
  'customers.previewMerge': leads,
  'customers.merge': leads,
  'customers.import': leads,
  'customers.previewErasure': administrator,
  'customers.erase': administrator,
  'customers.cancelErasure': administrator,
}
