"""Slack: events, presses, forms and commands come in by HTTP or by Socket Mode; answers go out by the Web API.

The only place that imports slack_sdk: its verifier of signatures, and its Socket Mode client.
"""
