/**
 * Who may ask what of the dashboard: safe by default, also where nobody has configured anything.
 *
 * <p>Read {@link io.millrace.ui.security.SecurityConfiguration} first. Without a {@link
 * io.millrace.ui.security.Login} the server answers this machine only, and {@code StartGuard}
 * refuses to start it anywhere else. With one, by a {@code UsersFile} or OpenID Connect, every view
 * and every verb needs somebody who is logged in, and {@code CurrentVisitor} says whose runs they
 * see. {@code KnownNames} are those that the server answers to, {@code RequestLimits} and {@code
 * LoginThrottle} slow down who asks too much, and {@code PagePolicy} tells browsers what a page of
 * ours may do, which is little. What is refused here says why as RFC 9457 has it ({@code Refusal}).
 */
@NullMarked
package io.millrace.ui.security;

import org.jspecify.annotations.NullMarked;
