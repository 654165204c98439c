package io.invitebridge.app.demo;

import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;

/**
 * Who plays.
 *
 * @param phone the SIP phone behind the trunk, number 1001
 * @param alice an app user
 * @param bob another
 * @param dora an app user whose calls ring for two seconds only
 */
record Cast(SipPhone phone, ScriptedUser alice, ScriptedUser bob, ScriptedUser dora) {}
