/** How a connection is provisioned: its endpoint, what its requests are forgiven, and what sign-ins bring up to date. */
@NullMarked
package dev.rollcall.console.provisioning;

import org.jspecify.annotations.NullMarked;
