/** Of shared.ts what needs no component. */
import './core/clean-text'
import './core/file-kind'
import './core/file-size'
import './core/outbox'
import './core/unread'
import './focus-composer'
import './transport/api'
import './transport/back-off'
