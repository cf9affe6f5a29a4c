/**
 * What a setting is. Each module declares those that it uses, once, with all that is to be said about them; flags,
 * environment variables, keys of {@code rollcall.yaml}, help and documentation are derived from the declarations.
 */
@NullMarked
package dev.rollcall.setting;

import org.jspecify.annotations.NullMarked;
