/**
 * The frame of the management API: one table of routes, Auth0's shapes of errors and pages, bodies within their budget,
 * scopes, rates, and the record of who changed what. What the routes do is in the packages below.
 */
@NullMarked
package dev.rollcall.server.management;

import org.jspecify.annotations.NullMarked;
