/**
 * What the window and its parts on demand both use. Every part names this file, so that all of it stands in
 * one file of the bundle: shared by sets of parts it would be cut into many small ones, which compress worse.
 */
import '../i18n/words'
import './core/state'
import './shared-core'
import './views/card'
import './views/context'
import './views/icon'
