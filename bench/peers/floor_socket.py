"""The floor of Socket Mode: a bare aiohttp WebSocket client that reads an envelope and acknowledges it."""

import asyncio
import json

import aiohttp

from bench.peers import given


async def main() -> None:
    """Connect, then answer every `/channels` until the connection ends."""
    answer = given.answer()
    headers = {"Authorization": f"Bearer {given.APP_TOKEN}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(given.slack_url() + "apps.connections.open") as opened:
            url = (await opened.json())["url"]
        async with session.ws_connect(url) as socket:
            async for message in socket:
                envelope = json.loads(message.data)
                if envelope["type"] == "slash_commands" and envelope["payload"]["command"] == "/channels":
                    await socket.send_str(json.dumps({"envelope_id": envelope["envelope_id"], "payload": answer}))


if __name__ == "__main__":
    asyncio.run(main())
