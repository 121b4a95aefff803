// Files as JSON has them.

// {content, name, media_type}: its bytes in base64. Throws what reading it throws.
export async function inJson(file) {
  const url = await new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
  return { content: url.slice(url.indexOf(",") + 1), name: file.name, media_type: file.type };
}
