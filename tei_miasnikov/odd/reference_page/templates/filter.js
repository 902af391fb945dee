{
  const names = [...document.querySelectorAll(".names li")];
  const field = document.querySelector("#filter");
  const count = document.querySelector(".count");
  document.querySelector(".filter").hidden = false;
  if (matchMedia("(max-width: 59.99rem)").matches) document.querySelector(".index details").open = false;
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const name of names) name.hidden = !name.textContent.toLowerCase().includes(wanted);
    const found = names.filter((name) => !name.hidden).length;
    count.textContent = wanted ? `${found} found` : "";
  });
  field.addEventListener("keydown", (event) => {
    const first = names.find((name) => !name.hidden);
    if (event.key === "Enter" && first) first.querySelector("a").click();
  });
}
