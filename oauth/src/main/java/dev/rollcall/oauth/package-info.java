/**
 * OAuth: signs and checks access tokens, knows clients by their secrets and assertions, and fetches the keys of other issuers.
 * The only place for JSON Web Tokens and for Tink.
 */
@NullMarked
package dev.rollcall.oauth;

import org.jspecify.annotations.NullMarked;
