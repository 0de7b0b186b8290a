"""The Bot Framework side, the only drawer that knows botbuilder, with our own gate in front of it.

The app composes `endpoint.messages_handler`, `credentials.TeamsCredentials` and `teams_wire.wire_for`. Nothing is
imported here, so that commands which never open the door do not load the SDK.
"""
