/** A server by Ping's SCIM 2 SDK, written as its documentation shows, to be checked. */
package dev.rollcall.checked.ping;
